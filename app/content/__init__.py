"""What do we ask and what does a good answer show? Reads resources/content. Imports domain only.

The content is a folder of YAML files that HR people edit (resources/content/README.md). Everything in
it is checked; every mistake is told with file, line, field, what was expected and what was found.

Lexicons, resources/content/lexicons/*.yaml, show how a rule is recognised in words. Each file is a list:

    - rule: "JD-Q08.k1"                  # a key point, "JD-Q08.r1" a red flag, "m2_playback" a move ...
      zh: [["生日"], ["抱歉", "对不起"]]   # groups that must ALL be hit; inside a group ANY phrase is enough
      en: [["birthday"], ["sorry", "re:apologi[sz]e"]]
      within: 120                        # all inside so many characters; 120 if it is missing

What follows the point, as in "JD-Q08.k1.even_negated", is free: marks that scoring reads.
A phrase that starts with `re:` is a regular expression (module re). A rule may stand more than once:
any of its entries is enough. A language may be missing in an entry, but not both.
"""
