// qnamdrain URL FN_INDEX DATA
//
// The least that Qt's HTTP costs: joins the queue with DATA (a JSON list) below URL, which ends in
// the API's prefix, reads the session's stream through a QNetworkAccessManager and throws it away.
// Nothing is parsed.
#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc != 4)
        return 2;
    const QString api = QString::fromLocal8Bit(argv[1]);
    const QByteArray session = "qnam" + QByteArray::number(QCoreApplication::applicationPid());
    const QByteArray body = "{\"data\":" + QByteArray(argv[3]) + ",\"fn_index\":" + argv[2]
        + ",\"session_hash\":\"" + session + "\"}";
    QNetworkAccessManager network;
    QByteArray tail;
    bool begun = false;
    bool completed = false;

    const auto follow = [&] {
        QNetworkRequest request(
            QUrl(QString(api + "/queue/data?session_hash="_L1 + QString::fromLatin1(session))));
        request.setRawHeader("Accept"_ba, "text/event-stream"_ba);
        request.setRawHeader("Accept-Encoding"_ba, "identity"_ba);
        QNetworkReply *stream = network.get(request);
        stream->setReadBufferSize(64 * 1024);
        QObject::connect(stream, &QNetworkReply::readyRead, [&tail, &begun, &completed, stream] {
            tail += stream->readAll();
            if (!begun && tail.contains("process_generating")) {
                begun = true;
                std::puts("alpha");
                std::fflush(stdout);
            }
            if (tail.contains("process_completed")) {
                completed = true;
                QCoreApplication::quit();
            }
            tail = tail.last(std::min<qsizetype>(tail.size(), 20));
        });
        QObject::connect(stream, &QNetworkReply::finished,
                         [&completed] { QCoreApplication::exit(completed ? 0 : 1); });
    };

    QNetworkRequest request(QUrl(QString(api + "/queue/join"_L1)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *join = network.post(request, body);
    QObject::connect(join, &QNetworkReply::finished, [&follow, join] {
        if (join->error() == QNetworkReply::NoError)
            follow();
        else
            QCoreApplication::exit(1);
    });
    return QCoreApplication::exec();
}
