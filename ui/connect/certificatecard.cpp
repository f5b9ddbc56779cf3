#include "connect/certificatecard.h"

#include "widgets/labels.h"

#include <QDateTime>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSslCertificate>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

enum Answer { Cancel, Trust };

/// \p sentence with a full stop, which OpenSSL's words lack.
QString ended(const QString &sentence)
{
    const bool isEnded = sentence.isEmpty() || sentence.back().isPunct();
    return isEnded ? sentence : sentence + u'.';
}

/// What a certificate says of somebody: all that is known, shortest first.
QString nameIn(const QStringList &common, const QStringList &organisation)
{
    QStringList names = common + organisation;
    names.removeDuplicates();
    names.removeAll(QString());
    return names.join(u", "_s);
}

} // namespace

CertificateCard::CertificateCard(QWidget *parent) : QuestionCard(parent)
{
    addButton(tr("Cancel"), Cancel);
    addButton(tr("Trust this certificate for this server"), Trust);
    connect(this, &QuestionCard::answered, this, [this](int answer) {
        if (answer == Trust)
            Q_EMIT trusted();
        else
            Q_EMIT declined();
    });
}

void CertificateCard::setCertificate(const QString &server, const QString &reason,
                                     const QSslCertificate &certificate, const QString &fingerprint,
                                     bool isAnother)
{
    setQuestion(isAnother ? tr("%1 shows another certificate than the one you trusted.").arg(server)
                          : tr("Nobody vouches for the certificate of %1.").arg(server),
                ended(reason) + u' '
                    + tr("Only trust it if whoever runs the server tells you the same "
                         "fingerprint."));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(4);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    const auto add = [this, form](const QString &name, const QString &value) {
        auto *label = new QLabel(value, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setAccessibleName(name + u' ' + value);
        form->addRow(mutedLabel(name, this), label);
        return label;
    };
    using Info = QSslCertificate::SubjectInfo;
    const QString subject = nameIn(certificate.subjectInfo(Info::CommonName),
                                   certificate.subjectInfo(Info::Organization));
    const QString issuer = nameIn(certificate.issuerInfo(Info::CommonName),
                                  certificate.issuerInfo(Info::Organization));
    if (!subject.isEmpty())
        add(tr("Issued to"), subject);
    add(tr("Issued by"), certificate.isSelfSigned() ? tr("itself") : issuer);
    const QLocale locale;
    //: %1 and %2 are days
    add(tr("Valid"),
        tr("%1 to %2")
            .arg(locale.toString(certificate.effectiveDate().date(), QLocale::ShortFormat),
                 locale.toString(certificate.expiryDate().date(), QLocale::ShortFormat)));
    // Two lines of the same length can be compared.
    const qsizetype half = (fingerprint.size() + 1) / 2;
    QLabel *label = add(tr("SHA-256"), fingerprint.left(half) + u'\n' + fingerprint.mid(half));
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    content().addSpacing(4);
    content().addLayout(form);
}

} // namespace spaceline
