using Xunit;

namespace Delivery.Status.Tests.Retention;

public sealed class HistoryRetentionSqliteTests(StatusSqliteFixture fixture) : HistoryRetentionTests(fixture), IClassFixture<StatusSqliteFixture>;
