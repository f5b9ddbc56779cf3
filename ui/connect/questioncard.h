#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace spaceline {

/// What a connection asks the user before it goes on: a bold question, plain words about it,
/// buttons. Escape declines.
class QuestionCard : public QFrame {
    Q_OBJECT
public:
    explicit QuestionCard(QWidget *parent = nullptr);

    void setQuestion(const QString &question, const QString &words);
    /// Pressing it answers with \p answer.
    QPushButton *addButton(const QString &text, int answer);
    /// Where the keyboard goes when the card comes up.
    virtual void focusFirst();

Q_SIGNALS:
    void answered(int answer);
    void declined();

protected:
    /// Between the words and the buttons.
    [[nodiscard]] QVBoxLayout &content() const { return *m_content; }
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLabel *m_question;
    QLabel *m_words;
    QVBoxLayout *m_content;
    QHBoxLayout *m_buttons;
    QPushButton *m_first = nullptr;
};

} // namespace spaceline
