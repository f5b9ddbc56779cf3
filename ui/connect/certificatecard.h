#pragma once

#include "connect/questioncard.h"

class QSslCertificate;

namespace spaceline {

/// Shows a certificate that nobody vouches for, to be compared with what the server's owner says.
class CertificateCard : public QuestionCard {
    Q_OBJECT
public:
    explicit CertificateCard(QWidget *parent = nullptr);

    /// \p server is host and port, \p reason what is wrong with \p certificate. \p isAnother: the
    /// user trusts one of this server, and this is not it.
    void setCertificate(const QString &server, const QString &reason,
                        const QSslCertificate &certificate, const QString &fingerprint,
                        bool isAnother);

Q_SIGNALS:
    void trusted();
};

} // namespace spaceline
