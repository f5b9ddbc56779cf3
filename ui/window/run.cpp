#include "window/run.h"

#include <QApplication>

namespace spaceline {

int runWindow(int &argc, char **argv)
{
    QApplication application(argc, argv);
    QWidget window;
    window.show();
    return QApplication::exec();
}

} // namespace spaceline
