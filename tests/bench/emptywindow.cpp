// The floor for a Qt Widgets program: a window with a read-only text and a line to type into, and
// nothing else.
#include <QApplication>
#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QVBoxLayout>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    auto *text = new QPlainTextEdit;
    text->setReadOnly(true);
    layout->addWidget(text);
    layout->addWidget(new QLineEdit);
    window.setCentralWidget(content);
    window.resize(1000, 720);
    window.show();
    return QApplication::exec();
}
