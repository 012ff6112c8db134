"""What do people see of the hub? Pages rendered on the server, in Chinese and English; no page asks another host.

`views` turn what the services give into frozen values for one page, `routes_*` answer, `templates` draw. May import
every subject's services; nothing imports it but the application.
"""
