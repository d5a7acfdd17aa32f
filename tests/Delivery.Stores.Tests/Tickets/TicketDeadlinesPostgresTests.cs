using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "Server")]
public sealed class TicketDeadlinesPostgresTests(StoresPostgresFixture fixture)
    : TicketDeadlinesTests(fixture), IClassFixture<StoresPostgresFixture>;
