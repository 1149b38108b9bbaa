#include "ui/teach/learn/glossary.h"

#include "core/learn/glossary.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/teach/learn/learn_parts.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QScreen>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

std::function<void(const QString&)>& opener()
{
    static std::function<void(const QString&)> open;
    return open;
}

class TermPopup : public QFrame {
public:
    explicit TermPopup(QWidget* parent) : QFrame(parent, Qt::Popup)
    {
        setObjectName("term-popup");
        setProperty("look", "popup");
        setAttribute(Qt::WA_DeleteOnClose);
        column_ = new QVBoxLayout(this);
        const Theme& t = theme();
        column_->setContentsMargins(t.px(16), t.px(12), t.px(16), t.px(12));
        column_->setSpacing(t.px(8));
    }

    /// REQUIRES: not shown yet.
    void tell(const Term& term, QPoint at)
    {
        const Theme& t = theme();
        setAccessibleName(QString::fromStdString(term.name));
        setAccessibleDescription(QString::fromStdString(term.is));
        QLabel* name = learnTitle(QString::fromStdString(term.name), 1.1);
        name->setObjectName("term-name");
        column_->addWidget(name);
        QLabel* is = learnLabel(QString::fromStdString(term.is));
        is->setObjectName("term-is");
        column_->addWidget(is);
        addRelated(term, at);
        setFixedWidth(t.px(360));
        setFixedHeight(column_->heightForWidth(width()));
        place(at);
    }

private:
    void addRelated(const Term& term, QPoint at)
    {
        auto* row = new QHBoxLayout;
        row->setSpacing(theme().px(2));
        std::size_t room = 2;  // more would not fit beside each other
        for (const std::string& id : term.see) {
            const Term* other = find_term(id);
            if (!other || room-- == 0) break;
            QPushButton* go = learnButton("term-see", QString::fromStdString(other->name),
                                          QString::fromStdString(other->is), "flat");
            QObject::connect(
                go, &QPushButton::clicked, this,
                [this, other, at] {
                    showTerm(QString::fromStdString(other->id), at, parentWidget());
                    close();
                },
                Qt::QueuedConnection);
            row->addWidget(go);
        }
        row->addStretch(1);
        if (opener()) {
            QPushButton* all = learnButton("term-all", tr("Glossary"), tr("All words of the field"), "flat");
            const QString id = QString::fromStdString(term.id);
            QObject::connect(
                all, &QPushButton::clicked, this,
                [this, id] {
                    close();
                    if (opener()) opener()(id);
                },
                Qt::QueuedConnection);
            row->addWidget(all);
        }
        column_->addLayout(row);
    }

    /// Below the place, or above where there is no room; always on the screen.
    void place(QPoint at)
    {
        const QScreen* screen =
            QGuiApplication::screenAt(at) ? QGuiApplication::screenAt(at) : QGuiApplication::primaryScreen();
        const QRect area = screen->availableGeometry();
        const int gap = theme().px(12);
        const bool below = at.y() + gap + height() <= area.bottom();
        const int x = keptWithin(at.x() - width() / 3, area.left() + 4,
                                 std::max(area.left() + 4, area.right() - width() - 4));
        move(x, below ? at.y() + gap : std::max(area.top(), at.y() - gap - height()));
    }

    QVBoxLayout* column_ = nullptr;
};

}  // namespace

void setGlossaryOpener(std::function<void(const QString&)> open)
{
    opener() = std::move(open);
}

bool showTerm(const QString& word, const QPoint& at, QWidget* parent)
{
    const Term* term = find_term(word.toStdString());
    if (!term) return false;
    auto* popup = new TermPopup(parent ? parent->window() : QApplication::activeWindow());
    popup->tell(*term, at);
    popup->show();
    return true;
}

}  // namespace stampede::ui
