using Xunit;

namespace Delivery.Status.Tests.Queries;

public sealed class OrderQuerySqliteTests(StatusSqliteFixture fixture) : OrderQueryTests(fixture), IClassFixture<StatusSqliteFixture>;
