#include "gradio/login.h"

#include "base/logging.h"
#include "gradio/failuretable.h"
#include "net/http.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// A value of a form: everything but letters, digits and "-._~" is escaped, a blank too, which
/// every server reads.
QByteArray formValue(const QString &text) { return QUrl::toPercentEncoding(text); }

} // namespace

Login::Login(Http &http, const QUrl &base, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_base(base)
{
}

Login::~Login()
{
    if (m_exchange) {
        m_exchange->disconnect(this);
        m_exchange->abort();
    }
}

void Login::start(const QString &user, const QString &password)
{
    if (m_started) {
        qCWarning(lcGradio) << "a login is started once only";
        return;
    }
    m_started = true;
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = m_base.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveQuery);
    // At the root in every version, never under the prefix (gradio-protocol.md §8).
    m_path = request.url.path() + u"/login"_s;
    request.url.setPath(m_path);
    request.contentType = "application/x-www-form-urlencoded";
    request.body = "username=" + formValue(user) + "&password=" + formValue(password);
    request.isLogin = true;
    m_exchange = m_http.send(request);
    connect(m_exchange, &HttpExchange::finished, this, &Login::answered);
}

void Login::cancel()
{
    if (m_exchange) {
        m_exchange->disconnect(this);
        m_exchange->abort();
        m_exchange.clear();
    }
    finish(Failure(Failure::Kind::Interrupted));
}

void Login::answered()
{
    HttpExchange *exchange = m_exchange;
    m_exchange.clear();
    const QByteArray body = exchange->readAll();
    const int status = exchange->status();
    // An app without a password sends on to its page (§8), which takes no POST: that is as good as
    // a login.
    const bool sentOn = exchange->url().path() != m_path;
    if (!exchange->failure() && ((status >= 200 && status < 300) || (sentOn && status == 405))) {
        finish({});
        return;
    }
    Failure failure = failureOf(*exchange, body, Asked::Other);
    // 400 says that they are wrong; official clients look for 401 and miss it.
    if (status == 400 || (status == 401 && failure.kind == Failure::Kind::Login)) {
        failure.kind = Failure::Kind::Login;
        failure.said
            = QCoreApplication::translate("Login", "The user name or the password is wrong.");
    }
    finish(failure);
}

void Login::finish(Failure failure)
{
    if (m_done)
        return;
    m_done = true;
    m_failure = std::move(failure);
    Q_EMIT finished();
    deleteLater();
}

} // namespace spaceline::gradio
