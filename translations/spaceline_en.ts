<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Failure</name>
    <message numerus="yes">
        <source>Tried again %n time(s).</source>
        <translation>
            <numerusform>Tried again once.</numerusform>
            <numerusform>Tried again %n times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same %n time(s) in a row.</source>
        <translation>
            <numerusform>The same %n time in a row.</numerusform>
            <numerusform>The same %n times in a row.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileRules</name>
    <message numerus="yes">
        <source>This Space takes no more than %n file(s) with a message.</source>
        <translation>
            <numerusform>This Space takes no more than %n file with a message.</numerusform>
            <numerusform>This Space takes no more than %n files with a message.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ParameterValues</name>
    <message numerus="yes">
        <source>“%1” takes at most %n choice(s).</source>
        <translation>
            <numerusform>“%1” takes at most %n choice.</numerusform>
            <numerusform>“%1” takes at most %n choices.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” takes at most %n character(s).</source>
        <translation>
            <numerusform>“%1” takes at most %n character.</numerusform>
            <numerusform>“%1” takes at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplyReader</name>
    <message numerus="yes">
        <source>All %n row(s) are in the file %1.</source>
        <translation>
            <numerusform>The only row is in the file %1.</numerusform>
            <numerusform>All %n rows are in the file %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>spaceline::Composer</name>
    <message numerus="yes">
        <source>%n character(s) were pasted.</source>
        <translation>
            <numerusform>%n character was pasted.</numerusform>
            <numerusform>%n characters were pasted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationController</name>
    <message numerus="yes">
        <source>about %n s</source>
        <translation>
            <numerusform>about %n s</numerusform>
            <numerusform>about %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Trying again in %n s (%2).</source>
        <translation>
            <numerusform>%1 Trying again in %n s (%2).</numerusform>
            <numerusform>%1 Trying again in %n s (%2).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No answer, trying again in %n s (%1 of %2)</source>
        <translation>
            <numerusform>No answer, trying again in %n s (%1 of %2)</numerusform>
            <numerusform>No answer, trying again in %n s (%1 of %2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>usually about %n s</source>
        <translation>
            <numerusform>usually about %n s</numerusform>
            <numerusform>usually about %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>usually about %n min</source>
        <translation>
            <numerusform>usually about %n min</numerusform>
            <numerusform>usually about %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Running %n s</source>
        <translation>
            <numerusform>Running %n s</numerusform>
            <numerusform>Running %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>spaceline::Header</name>
    <message numerus="yes">
        <source>%n value(s) differ from the defaults</source>
        <translation>
            <numerusform>%n value differs from its default</numerusform>
            <numerusform>%n values differ from the defaults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>spaceline::MainWindow</name>
    <message numerus="yes">
        <source>%n conversation(s) were deleted</source>
        <translation>
            <numerusform>%n conversation was deleted</numerusform>
            <numerusform>%n conversations were deleted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>spaceline::Trial</name>
    <message numerus="yes">
        <source>It was answered with %n file(s).</source>
        <translation>
            <numerusform>It was answered with %n file.</numerusform>
            <numerusform>It was answered with %n files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>spaceline::demo::Answers</name>
    <message numerus="yes">
        <source>You wrote %n word(s): “%1”.</source>
        <translation>
            <numerusform>You wrote %n word: “%1”.</numerusform>
            <numerusform>You wrote %n words: “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I remember this conversation: you have asked me %n thing(s) so far. The first was “%1”, the one before this “%2”.</source>
        <extracomment>%n counts the prompt that is being answered.</extracomment>
        <translation>
            <numerusform>I remember this conversation: you have asked me %n thing so far. The first was “%1”, the one before this “%2”.</numerusform>
            <numerusform>I remember this conversation: you have asked me %n things so far. The first was “%1”, the one before this “%2”.</numerusform>
        </translation>
    </message>
</context>
</TS>
