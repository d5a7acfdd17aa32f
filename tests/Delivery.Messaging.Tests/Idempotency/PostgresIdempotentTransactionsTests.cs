using Delivery.Messaging.Tests.Bus;
using Xunit;

namespace Delivery.Messaging.Tests.Idempotency;

[Trait("Needs", "Server")]
public sealed class PostgresIdempotentTransactionsTests : IdempotentTransactionsTests
{
    protected override Task<IBusSetup> CreateSetupAsync() => BrokerSetup.CreateAsync();
}
