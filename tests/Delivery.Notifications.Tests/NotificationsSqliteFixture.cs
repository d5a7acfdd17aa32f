using Delivery.Testing.Servers;

namespace Delivery.Notifications.Tests;

public sealed class NotificationsSqliteFixture() : NotificationsFixture(TestDatabase.Sqlite);
