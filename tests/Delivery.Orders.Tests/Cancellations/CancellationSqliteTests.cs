using Xunit;

namespace Delivery.Orders.Tests.Cancellations;

public sealed class CancellationSqliteTests(OrdersSqliteFixture fixture) : CancellationTests(fixture), IClassFixture<OrdersSqliteFixture>;
