using Delivery.Testing.Servers;

namespace Delivery.Notifications.Tests;

public sealed class NotificationsPostgresFixture() : NotificationsFixture(TestDatabase.Postgres);
