#pragma once

#include "base/localfile.h"
#include "gradio/filerules.h"

#include <QImage>
#include <QObject>
#include <QPointer>

namespace spaceline {

class Composer;
class ConversationController;

/// What is attached to the message that is being written: takes files from the picker, from a drop
/// and from the clipboard, checks them against what the Space takes, and has the conversation keep
/// them. What is not taken is said in the composer, in one sentence.
class Attachments : public QObject {
    Q_OBJECT
public:
    /// \p composer outlives this, and is its parent.
    explicit Attachments(Composer &composer);

    /// The conversation in front; may be null.
    void setController(ConversationController *controller);
    /// The Space, or what it takes, may be another one.
    void update();
    /// Asks for files, or says why none can be attached.
    void pick();
    void takeFiles(const QStringList &paths);
    void takeImage(const QImage &image);
    /// Why nothing can be attached now, in one sentence; empty where something can.
    [[nodiscard]] QString refusal() const;
    /// What can: "images, .pdf · up to 10 MB each".
    [[nodiscard]] QString accepted() const;
    /// Why what is attached cannot be sent to this Space; empty where it can, or nothing is known
    /// of the Space yet.
    [[nodiscard]] QString problem() const;

private:
    void show();
    void showProgress();
    [[nodiscard]] qsizetype count() const;
    void takeText(const QString &text);
    bool takeContent(const QString &name, const QString &mime, const QByteArray &content);
    void remove(const LocalFile &file);
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] gradio::FileRules rules() const;

    Composer &m_composer;
    QPointer<ConversationController> m_controller;
    LocalFile m_ofText; ///< the last file that was made of a pasted text
};

} // namespace spaceline
