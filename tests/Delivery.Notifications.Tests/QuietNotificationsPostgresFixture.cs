using Delivery.Testing.Servers;

namespace Delivery.Notifications.Tests;

/// <summary>Without the worker.</summary>
public sealed class QuietNotificationsPostgresFixture() : NotificationsFixture(TestDatabase.Postgres)
{
    protected override bool RunsWorker => false;
}
