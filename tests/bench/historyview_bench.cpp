// Measures the history view: what a token costs at the end of a long reply, how soon 100,000
// messages are on the screen, what memory they take, how long scrolling through all of them blocks.
// Times are CPU time of the GUI thread.

#include "history/historyview.h"
#include "ui/testmessages.h"

#include <QApplication>
#include <QFile>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

double memoryMiB()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// CPU time of this thread: what other programs do on the machine does not count.
class Stopwatch {
public:
    void start() { m_start = now(); }
    [[nodiscard]] double ms() const { return now() - m_start; }

private:
    static double now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }
    double m_start = 0;
};

struct Summary {
    double median;
    double p99;
    double most;
};

Summary summary(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return {values[values.size() / 2], values[values.size() * 99 / 100], values.back()};
}

QByteArray paragraphText(int bytes)
{
    QByteArray text;
    while (text.size() < bytes) {
        text += "Words that stand for what a reply of usual length says, with `code` and "
                "**weight**. ";
        if (text.size() % 5 == 0)
            text += "\n\n";
    }
    return text;
}

/// Each token: the model changes, the frame is laid out and painted at once.
void tokens(const char *name, int words, int perParagraph)
{
    TestMessages messages;
    messages.prompt("Write a lot");
    messages.reply({}, MessageState::Streaming);
    HistoryView view;
    view.setModel(&messages);
    view.resize(900, 800);
    view.show();
    QApplication::processEvents();
    std::vector<double> first;
    std::vector<double> last;
    std::vector<double> layout;
    for (int i = 1; i <= words; ++i) {
        const QByteArray token
            = i % perParagraph == 0 ? QByteArray("end.\n\n") : QByteArray("word ");
        Stopwatch timer;
        timer.start();
        messages.extend(1, token);
        view.flush();
        const double laidOut = timer.ms();
        QApplication::processEvents();
        const double all = timer.ms();
        if (i > 100 && i <= 1100)
            first.push_back(all);
        if (i > words - 1000) {
            last.push_back(all);
            layout.push_back(laidOut);
        }
    }
    const Summary a = summary(first);
    const Summary b = summary(last);
    const Summary c = summary(layout);
    std::printf("%s: per token with its own frame, words 100-1100: median %.3f ms, p99 %.3f; last "
                "1000 of %d: median "
                "%.3f ms, p99 %.3f, most %.3f; of that layout: median %.3f ms, p99 %.3f\n",
                name, a.median, a.p99, words, b.median, b.p99, b.most, c.median, c.p99);
}

void open(int rows)
{
    const QByteArray text = paragraphText(1400);
    std::vector<TestMessages::Message> all;
    all.reserve(size_t(rows));
    for (int i = 0; i < rows; ++i)
        all.push_back({i % 2 == 0 ? MessageAuthor::User : MessageAuthor::Reply, text});
    TestMessages messages;
    messages.reset(std::move(all));
    HistoryView view;
    view.resize(900, 800);
    view.show();
    QApplication::processEvents();
    const double before = memoryMiB();
    Stopwatch timer;
    timer.start();
    view.setModel(&messages);
    view.flush();
    view.viewport()->repaint();
    const double firstFrame = timer.ms();
    std::printf("open %d rows: first frame %.1f ms, %lld layouts, memory + %.1f MiB\n", rows,
                firstFrame, qlonglong(view.rows().layoutCount()), memoryMiB() - before);

    std::vector<double> steps;
    QScrollBar *bar = view.verticalScrollBar();
    bar->setSliderDown(true);
    for (int i = 0; i <= 1000; ++i) {
        timer.start();
        bar->setSliderPosition(int(qint64(bar->maximum()) * (1000 - i) / 1000));
        view.viewport()->repaint();
        steps.push_back(timer.ms());
    }
    bar->setSliderDown(false);
    const Summary drag = summary(steps);
    std::printf("drag through %d rows: median %.1f ms, p99 %.1f, most %.1f; memory + %.1f MiB\n",
                rows, drag.median, drag.p99, drag.most, memoryMiB() - before);

    steps.clear();
    view.scrollToEndAndFollow();
    for (int i = 0; i < 2000; ++i) {
        timer.start();
        view.scrollByUser(-60);
        view.viewport()->repaint();
        steps.push_back(timer.ms());
    }
    const Summary wheel = summary(steps);
    std::printf("wheel up 2000 steps: median %.2f ms, p99 %.2f, most %.2f\n", wheel.median,
                wheel.p99, wheel.most);

    steps.clear();
    messages.reply({}, MessageState::Streaming);
    view.scrollToEndAndFollow();
    for (int i = 0; i < 2000; ++i) {
        timer.start();
        messages.extend(rows, i % 50 == 49 ? QByteArray("end.\n\n") : QByteArray("word "));
        view.flush();
        QApplication::processEvents();
        steps.push_back(timer.ms());
    }
    const Summary tail = summary(steps);
    std::printf("tokens at the end of %d rows: median %.3f ms, p99 %.3f, most %.3f\n", rows,
                tail.median, tail.p99, tail.most);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setPalette(Theme::light().palette());
    tokens("paragraphs of 60 words", 20'000, 60);
    tokens("one paragraph", 5'000, 1'000'000);
    open(100'000);
    return 0;
}
