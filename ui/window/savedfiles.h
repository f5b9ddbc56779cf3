#pragma once

class QWidget;

namespace spaceline {

struct StoredFile;

/// Hands \p file to the desktop's program for it. Only for a click of the user on that file.
void openStoredFile(const StoredFile &file);

/// Asks where a copy of \p file goes, and writes it there whole or not at all. A file that is there
/// already is overwritten only after the user agreed; what goes wrong is said in a dialog.
void saveStoredFileAs(QWidget *parent, const StoredFile &file);

} // namespace spaceline
