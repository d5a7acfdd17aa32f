using Delivery.Messaging.Tests.Bus;

namespace Delivery.Messaging.Tests.Idempotency;

public sealed class SqliteIdempotentTransactionsTests : IdempotentTransactionsTests
{
    protected override Task<IBusSetup> CreateSetupAsync() => Task.FromResult<IBusSetup>(new InMemorySetup());
}
