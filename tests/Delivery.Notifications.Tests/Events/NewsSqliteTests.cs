using Xunit;

namespace Delivery.Notifications.Tests.Events;

public sealed class NewsSqliteTests(QuietNotificationsSqliteFixture fixture) : NewsTests(fixture), IClassFixture<QuietNotificationsSqliteFixture>;
