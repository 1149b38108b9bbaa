#pragma once

#include <QDialog>

#include "core/world/server_probe.h"

#include <functional>
#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace stampede::ui {

/// Asks for a Redis server that belongs to somebody else. It is looked at first, without writing; then the
/// dialog names host and database, says what a run would touch and how much it would ask, and only then lets
/// it be used. The password lives in the field and in the address that is handed over, and nowhere else.
class ConnectDialog : public QDialog {
    Q_OBJECT

public:
    /// `scenario` is what would be run.
    ConnectDialog(const Scenario& scenario, QWidget* parent);

    /// What the fields begin with; a password in it goes to its own field.
    void setAddress(const QString& address);
    /// Looks at the server, as its button does.
    void look();
    bool looked() const { return looked_; }
    /// The address with password and limits, as run_live takes it. REQUIRES: accepted.
    std::string address() const;

signals:
    void lookedAt(bool reachable);

private:
    QWidget* makeQuestion();
    QWidget* makeFacts();
    std::string typed() const;
    void forget();
    void found(const ServerFacts& facts);
    void failed(const QString& sentence);
    void judge();

    double asked_ = 0;  ///< commands in the scenario's busiest second
    bool looked_ = false;
    std::shared_ptr<int> newest_;  ///< number of the look that counts
    QLineEdit* address_ = nullptr;
    QLineEdit* password_ = nullptr;
    QPushButton* look_ = nullptr;
    QLabel* trouble_ = nullptr;
    QWidget* facts_ = nullptr;
    QLabel* server_ = nullptr;
    QLabel* touched_ = nullptr;
    QLabel* judgement_ = nullptr;
    QSpinBox* commands_ = nullptr;
    QSpinBox* connections_ = nullptr;
    QPushButton* use_ = nullptr;
};

/// The address with a password in it and without it: "redis://me:secret@host/1" gives "redis://me@host/1" and
/// "secret".
struct SplitAddress {
    QString address, password;
};
SplitAddress withoutPassword(const QString& address);

}  // namespace stampede::ui
