using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "postgres")]
public sealed class TicketDeadlinesPostgresTests(StoresPostgresFixture fixture) : TicketDeadlinesTests(fixture), IClassFixture<StoresPostgresFixture>;
