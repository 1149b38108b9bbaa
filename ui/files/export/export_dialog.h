#pragma once

#include <QDialog>

#include "ui/files/export/picture.h"

#include <functional>
#include <vector>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QTimer;

namespace stampede::ui {

/// Something a picture can be made of.
struct PictureSubject {
    QString title;
    QWidget* widget = nullptr;
    QString fileName;  ///< without ending
};

/// Asks what picture to make, and shows it beforehand.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    ExportDialog(std::vector<PictureSubject> subjects, const QString& runTitle, QWidget* window);

    /// What is chosen now.
    PictureWish wish() const;
    QString fileName() const;

signals:
    void saveWanted();
    void copyWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QButtonGroup* choices(QLayout* column, const QString& title, const QStringList& names, int chosen,
                          const char* objectName);
    void preview();
    void showSize();

    std::vector<PictureSubject> subjects_;
    QString runTitle_;
    QListWidget* what_ = nullptr;
    QButtonGroup* format_ = nullptr;
    QButtonGroup* size_ = nullptr;
    QButtonGroup* ground_ = nullptr;
    QWidget* sizes_ = nullptr;
    QLabel* pixels_ = nullptr;
    QLabel* picture_ = nullptr;
    QPushButton* save_ = nullptr;
    QTimer* soon_ = nullptr;
};

}  // namespace stampede::ui
