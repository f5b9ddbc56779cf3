#include "store/schema.h"

#include <array>

namespace spaceline {

namespace {

// Prompts and replies are bytes, not text: nothing that a server sends is changed on its way to the
// disk. `text` is the last column, because what stands behind a long value is slow to reach.
// `messages_head` holds all that a model asks of every message. AUTOINCREMENT: an id that was
// removed never comes back as another conversation.
constexpr std::array kFirst{
    R"(CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        created_ms INTEGER NOT NULL,
        updated_ms INTEGER NOT NULL,
        connected_ms INTEGER NOT NULL DEFAULT 0,
        deleted_ms INTEGER,
        chosen_title TEXT,
        first_words TEXT NOT NULL DEFAULT '',
        address TEXT NOT NULL DEFAULT '',
        space_name TEXT NOT NULL DEFAULT '',
        session_hash TEXT NOT NULL DEFAULT '',
        app_id TEXT NOT NULL DEFAULT '',
        snippet TEXT NOT NULL DEFAULT '',
        draft TEXT NOT NULL DEFAULT ''))",
    R"(CREATE TABLE messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
        author INTEGER NOT NULL,
        state INTEGER NOT NULL,
        length INTEGER NOT NULL,
        created_ms INTEGER NOT NULL,
        finished_ms INTEGER,
        failure BLOB,
        text BLOB NOT NULL))",
    "CREATE INDEX messages_head ON messages (conversation, id, author, state, length, created_ms)",
    "CREATE INDEX messages_unfinished ON messages (conversation) WHERE state IN (1, 2)",
};

// Tables of their own, because a column behind `text` is as slow to reach as the text is long.
// `source` is what the server said of a file, as JSON. A Space's memory is by its address: how it
// is called where the user changed that, presets of its parameters, whether its diffs are of use.
constexpr std::array kSecond{
    R"(CREATE TABLE message_extras (
        message INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,
        extras BLOB NOT NULL))",
    R"(CREATE TABLE files (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        message INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
        kind INTEGER NOT NULL,
        state INTEGER NOT NULL,
        name TEXT NOT NULL,
        mime TEXT NOT NULL,
        caption TEXT NOT NULL,
        path TEXT NOT NULL,
        size INTEGER NOT NULL,
        source BLOB NOT NULL))",
    "CREATE INDEX files_message ON files (message)",
    R"(CREATE TABLE conversation_values (
        conversation INTEGER PRIMARY KEY REFERENCES conversations(id) ON DELETE CASCADE,
        parameters BLOB NOT NULL DEFAULT x'',
        page BLOB NOT NULL DEFAULT x''))",
    R"(CREATE TABLE spaces (
        address TEXT PRIMARY KEY,
        choice BLOB NOT NULL DEFAULT x'',
        presets BLOB NOT NULL DEFAULT x'',
        full_values INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID)",
};

// What is attached to the draft, beside it: a list of files as JSON.
constexpr std::array kThird{
    "ALTER TABLE conversation_values ADD COLUMN draft_files BLOB NOT NULL DEFAULT x''",
};

// A reply that is Pending goes out at the next start. Until here it could have been sent already.
// How long a Space took to wake, in seconds, as a list.
constexpr std::array kFourth{
    "UPDATE messages SET state = 4, finished_ms = created_ms WHERE state IN (1, 2)",
    "ALTER TABLE spaces ADD COLUMN waking BLOB NOT NULL DEFAULT x''",
};

// How turns went: several for a reply that was tried again. `timelines_address` holds all that a
// Space's statistics ask for.
constexpr std::array kFifth{
    R"(CREATE TABLE timelines (
        id INTEGER PRIMARY KEY,
        message INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
        address TEXT NOT NULL,
        ended_ms INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        queue_ms INTEGER,
        run_ms INTEGER,
        record BLOB NOT NULL))",
    "CREATE INDEX timelines_message ON timelines (message)",
    "CREATE INDEX timelines_address ON timelines (address, id, outcome, queue_ms, run_ms)",
};

// Turns that were taken back or replaced: they are kept, and not shown.
constexpr std::array kSixth{
    R"(CREATE TABLE set_aside (
        message INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE))",
};

constexpr std::array<SchemaStep, 6> kSteps{SchemaStep(kFirst), SchemaStep(kSecond),
                                           SchemaStep(kThird), SchemaStep(kFourth),
                                           SchemaStep(kFifth), SchemaStep(kSixth)};

} // namespace

std::span<const SchemaStep> schemaSteps() { return kSteps; }

} // namespace spaceline
