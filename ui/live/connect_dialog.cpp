#include "ui/live/connect_dialog.h"

#include "core/runtime/input_error.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QThreadPool>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>

namespace stampede::ui {

namespace {

constexpr int politeCommands = 50, politeConnections = 4;

QLabel* label(const QString& text, const char* look = nullptr)
{
    auto* l = new QLabel(text);
    l->setTextFormat(Qt::PlainText);
    l->setWordWrap(true);
    if (look) l->setProperty("look", look);
    return l;
}

/// A field under its caption.
QWidget* captioned(const QString& caption, QWidget* field)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(theme().px(4));
    auto* l = label(caption, "small");
    l->setBuddy(field);
    column->addWidget(l);
    column->addWidget(field);
    field->setAccessibleName(caption);
    return box;
}

QSpinBox* spinBox(int least, int most, int value)
{
    auto* box = new QSpinBox;
    box->setRange(least, most);
    box->setValue(value);
    box->setGroupSeparatorShown(true);
    return box;
}

}  // namespace

SplitAddress withoutPassword(const QString& address)
{
    const qsizetype scheme = address.indexOf(QLatin1String("://"));
    const qsizetype at = address.lastIndexOf(u'@');
    const qsizetype colon = address.indexOf(u':', scheme + 3);
    if (scheme < 0 || at < 0 || colon < 0 || colon > at) return {address, {}};
    const QString password = QUrl::fromPercentEncoding(address.mid(colon + 1, at - colon - 1).toUtf8());
    const bool nobody = colon == scheme + 3;
    return {address.left(colon) + address.mid(nobody ? at + 1 : at), password};
}

ConnectDialog::ConnectDialog(const Scenario& scenario, QWidget* parent)
    : QDialog(parent), newest_(std::make_shared<int>(0))
{
    const Theme& t = theme();
    setObjectName("connect-dialog");
    setWindowTitle(tr("Connect to a Redis server"));
    setMinimumWidth(t.px(560));
    try {
        asked_ = commands_asked(scenario);
    } catch (const InputError&) {
        // The run itself will say what is wrong with the log.
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(t.px(24), t.px(20), t.px(24), t.px(20));
    column->setSpacing(t.px(14));
    column->addWidget(makeQuestion());
    trouble_ = label({}, "trouble");
    trouble_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    trouble_->hide();
    column->addWidget(trouble_);
    facts_ = makeFacts();
    facts_->hide();
    column->addWidget(facts_);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    look_ = new QPushButton(tr("Look at the server"));
    look_->setObjectName("look");
    use_ = new QPushButton;
    use_->setObjectName("use");
    use_->setProperty("look", "primary");
    use_->setAutoDefault(false);
    use_->hide();
    for (QPushButton* b : {cancel, look_, use_}) row->addWidget(b);
    column->addLayout(row);
    look_->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(look_, &QPushButton::clicked, this, &ConnectDialog::look);
    connect(use_, &QPushButton::clicked, this, &QDialog::accept);
    connect(address_, &QLineEdit::textChanged, this, &ConnectDialog::forget);
    connect(password_, &QLineEdit::textChanged, this, &ConnectDialog::forget);
    connect(address_, &QLineEdit::editingFinished, this, [this] { setAddress(address_->text()); });
    connect(commands_, &QSpinBox::valueChanged, this, &ConnectDialog::judge);
}

QWidget* ConnectDialog::makeQuestion()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(theme().px(10));
    column->addWidget(
        label(tr("Live runs can use a Redis server that is there already. It is only looked at first: one "
                 "read, nothing written. "
                 "Then you see what a run would do there, and decide.")));
    address_ = new QLineEdit(QStringLiteral("redis://localhost:6379/0"));
    address_->setObjectName("address");
    address_->setProperty("look", "framed");
    column->addWidget(captioned(tr("Address: redis://user@host:port/database"), address_));
    password_ = new QLineEdit;
    password_->setObjectName("password");
    password_->setProperty("look", "framed");
    password_->setEchoMode(QLineEdit::Password);
    column->addWidget(captioned(
        tr("Password, if it asks for one: kept in memory while this window is open, written nowhere"),
        password_));
    return box;
}

QWidget* ConnectDialog::makeFacts()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(theme().px(10));
    server_ = label({});
    server_->setFont(theme().strong);
    server_->setObjectName("server");
    column->addWidget(server_);
    touched_ = label({});
    touched_->setObjectName("touched");
    column->addWidget(touched_);
    auto* row = new QHBoxLayout;
    commands_ = spinBox(1, 10'000'000, politeCommands);
    commands_->setObjectName("commands");
    connections_ = spinBox(1, 64, politeConnections);
    connections_->setObjectName("connections");
    row->addWidget(captioned(tr("At most this many commands a second"), commands_), 1);
    row->addWidget(captioned(tr("over this many connections"), connections_), 1);
    column->addLayout(row);
    judgement_ = label({});
    judgement_->setObjectName("judgement");
    column->addWidget(judgement_);
    return box;
}

void ConnectDialog::setAddress(const QString& address)
{
    const SplitAddress split = withoutPassword(address);
    if (!split.password.isEmpty()) password_->setText(split.password);
    if (split.address != address_->text()) address_->setText(split.address);
}

/// What was found out is no longer about what stands in the fields.
void ConnectDialog::forget()
{
    ++*newest_;
    looked_ = false;
    facts_->hide();
    use_->hide();
    trouble_->hide();
    look_->setVisible(true);
    look_->setEnabled(true);
    look_->setText(tr("Look at the server"));
    look_->setDefault(true);
    adjustSize();
}

std::string ConnectDialog::typed() const
{
    QString text = address_->text().trimmed();
    const QString password = QString::fromLatin1(QUrl::toPercentEncoding(password_->text()));
    const qsizetype scheme = text.indexOf(QLatin1String("://"));
    if (scheme < 0 || password.isEmpty()) return text.toStdString();
    const qsizetype at = text.lastIndexOf(u'@');
    if (at < 0)
        text.insert(scheme + 3, u':' + password + u'@');
    else
        text.insert(at, u':' + password);
    return text.toStdString();
}

std::string ConnectDialog::address() const
{
    const std::string text = typed();
    const std::string limits = "commands_per_second=" + std::to_string(commands_->value()) +
                               "&connections=" + std::to_string(connections_->value());
    return text.substr(0, text.find('?')) + '?' + limits;
}

void ConnectDialog::look()
{
    setAddress(address_->text());
    forget();
    look_->setEnabled(false);
    look_->setText(tr("Looking …"));
    // On a thread of its own: a server that does not answer takes its time.
    QThreadPool::globalInstance()->start(
        [self = QPointer(this), where = typed(), number = *newest_, newest = newest_] {
            ServerFacts facts;
            QString trouble;
            try {
                facts = look_at_server(where);
            } catch (const std::exception& e) {
                trouble = QString::fromUtf8(e.what());
            }
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, facts, trouble, number, newest] {
                    if (!self || number != *newest) return;
                    trouble.isEmpty() ? self->found(facts) : self->failed(trouble);
                },
                Qt::QueuedConnection);
        });
}

void ConnectDialog::failed(const QString& sentence)
{
    look_->setEnabled(true);
    look_->setText(tr("Look again"));
    trouble_->setText(sentence);
    trouble_->show();
    adjustSize();
    emit lookedAt(false);
}

void ConnectDialog::found(const ServerFacts& facts)
{
    looked_ = true;
    const QString host = QString::fromStdString(facts.host);
    const QString version =
        facts.version.empty() ? tr("Redis") : tr("Redis %1").arg(QString::fromStdString(facts.version));
    server_->setText(
        tr("%1 on %2, port %3, database %4").arg(version, host).arg(facts.port).arg(facts.database));
    touched_->setText(tr("One read took %1. A run writes, reads and removes only keys that begin with "
                         "stampede:{…}:, each with a time to "
                         "live; it removes them when it ends. It lists, flushes and configures nothing, and "
                         "faults leave the server alone.")
                          .arg(millisecondsText(milliseconds(facts.round_trip))));
    use_->setText(tr("Run on database %1 of %2").arg(facts.database).arg(host));
    facts_->show();
    look_->hide();
    use_->show();
    use_->setDefault(true);
    use_->setFocus();
    judge();
    adjustSize();
    emit lookedAt(true);
}

void ConnectDialog::judge()
{
    const bool tooMuch = asked_ > commands_->value();
    const QString asked = countText(std::uint64_t(std::ceil(asked_)));
    judgement_->setText(
        tooMuch
            ? tr("This scenario asks about %1 commands in its busiest second. Allow more, or ask for less "
                 "traffic first.")
                  .arg(asked)
            : tr("This scenario asks about %1 commands in its busiest second: within the limit.").arg(asked));
    judgement_->setProperty("look", tooMuch ? "trouble" : "muted");
    judgement_->setStyleSheet(judgement_->styleSheet());  // so that the new look is taken on
    use_->setEnabled(looked_ && !tooMuch);
}

}  // namespace stampede::ui
