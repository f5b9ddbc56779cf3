#pragma once

#include "settings/settings.h"

#include <QImage>
#include <QPlainTextEdit>

namespace spaceline {

/// The text box of the composer: grows from one line to eight, then scrolls; takes plain text only;
/// tells which keys mean "send" and which walk through earlier prompts.
///
/// A line of many thousand characters would take its layout minutes, so the document holds such a
/// line in pieces; nobody outside sees that who uses the functions here.
class PromptEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PromptEdit(QWidget *parent = nullptr);

    /// As toPlainText(), but no-break spaces stay what they are.
    [[nodiscard]] QString text() const;
    /// The part of text() that \p cursor selects.
    [[nodiscard]] QString textOf(const QTextCursor &cursor) const;
    /// Replaces all; there is nothing to undo then.
    void setText(const QString &text);
    /// There is nothing but blanks and line breaks.
    [[nodiscard]] bool isBlank() const;
    /// Replaces the text so that it can be undone, and puts the caret at its end.
    void replaceText(const QString &text);
    void setSendKey(Settings::SendKey key) { m_sendKey = key; }
    /// An input method shows text that is not committed yet.
    [[nodiscard]] bool isComposing() const { return m_composing; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sendPressed();
    void stopPressed(); ///< Escape in an empty box
    void editLastRequested(); ///< Up in an empty box
    void olderRequested();
    void newerRequested();
    void filesPasted(const QStringList &paths);
    void imagePasted(const QImage &image);
    /// \p length characters were pasted at \p position.
    void textPasted(int position, int length);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void grow();
    void onReturn(QKeyEvent *event);
    [[nodiscard]] int heightOf(int lines) const;

    Settings::SendKey m_sendKey = Settings::SendKey::Enter;
    int m_lines = 1;
    bool m_composing = false;
};

} // namespace spaceline
