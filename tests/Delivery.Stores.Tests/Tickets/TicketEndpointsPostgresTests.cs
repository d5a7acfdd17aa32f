using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "postgres")]
public sealed class TicketEndpointsPostgresTests(StoresPostgresFixture fixture) : TicketEndpointsTests(fixture), IClassFixture<StoresPostgresFixture>;
