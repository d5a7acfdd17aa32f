using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "Server")]
public sealed class TicketEndpointsPostgresTests(StoresPostgresFixture fixture)
    : TicketEndpointsTests(fixture), IClassFixture<StoresPostgresFixture>;
