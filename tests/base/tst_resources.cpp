#include "base/failure.h"

#include <QDirIterator>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QtSvg/QSvgRenderer>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

/// What resources/ and translations/ give to whatever links spaceline_ui.
class TestResources : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lineIcons_data();
    void lineIcons();
    void applicationIcon();
    void translations_data();
    void translations();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QImage rendered(const QByteArray &svg, int size)
{
    QImage image(size, size, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

/// Pixels that are at least half covered.
int covered(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).alpha() >= 128 ? 1 : 0;
    }
    return count;
}

} // namespace

void TestResources::lineIcons_data()
{
    QTest::addColumn<QString>("path");
    int count = 0;
    for (QDirIterator it(u":/icons"_s); it.hasNext();) {
        const QString path = it.next();
        if (path.contains("spaceline"_L1))
            continue;
        QTest::newRow(qPrintable(path)) << path;
        ++count;
    }
    QVERIFY2(count >= 20, "The icons are not linked in");
}

void TestResources::lineIcons()
{
    QFETCH(QString, path);
    const QByteArray svg = contentOf(path);
    QVERIFY(QSvgRenderer(svg).isValid());
    QVERIFY2(svg.contains("viewBox=\"0 0 24 24\""), "drawn on another grid");

    // The only colour is currentColor, else one colour would not do for light and dark.
    static const QRegularExpression kColour(u"(?:fill|stroke)=\"(?!none|currentColor)"_s);
    QVERIFY(!QString::fromUtf8(svg).contains(kColour));

    const QImage image = rendered(svg, 24);
    QVERIFY2(covered(image) >= 6, "nothing to see");
    for (int i = 0; i < 24; ++i) {
        for (const QPoint edge : {QPoint(i, 0), QPoint(i, 23), QPoint(0, i), QPoint(23, i)})
            QVERIFY2(image.pixelColor(edge).alpha() < 64, "cut off at the edge");
    }
}

void TestResources::applicationIcon()
{
    const QByteArray svg = contentOf(u":/icons/io.github.spaceline.Spaceline.svg"_s);
    const QImage image = rendered(svg, 64);
    QCOMPARE(image.pixelColor(32, 8), QColor(0x3a, 0x5b, 0xd0));
    QCOMPARE(image.pixelColor(32, 20), QColor(Qt::white));
    QVERIFY(
        covered(rendered(contentOf(u":/icons/io.github.spaceline.Spaceline-symbolic.svg"_s), 16))
        > 100);
}

void TestResources::translations_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("Chinese") << u"zh_CN"_s << u":/i18n/spaceline_zh_CN.qm"_s
                             << u"无法连接服务器。"_s;
    // Holds plurals only; other texts stay as they are in the source.
    QTest::newRow("English") << u"en_GB"_s << u":/i18n/spaceline_en.qm"_s
                             << u"The server cannot be reached."_s;
}

void TestResources::translations()
{
    QFETCH(QString, locale);
    QFETCH(QString, file);
    QFETCH(QString, sentence);
    QTranslator translator;
    QVERIFY(translator.load(QLocale(locale), u"spaceline"_s, u"_"_s, u":/i18n"_s));
    QCOMPARE(translator.filePath(), file);
    QCoreApplication::installTranslator(&translator);
    QCOMPARE(Failure(Failure::Kind::Network).sentence(), sentence);
}

QTEST_GUILESS_MAIN(TestResources)
#include "tst_resources.moc"
