#pragma once

#include <QComboBox>

namespace spaceline {

/// A combo box that screen readers know by its accessible name. On Unix Qt tells them the chosen
/// text as the name of a combo box, whatever it was called, and not what it is for.
class ChoiceBox : public QComboBox {
    Q_OBJECT
public:
    explicit ChoiceBox(QWidget *parent = nullptr);
};

} // namespace spaceline
