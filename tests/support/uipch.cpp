// Nothing but the precompiled header that tests of widgets share.
