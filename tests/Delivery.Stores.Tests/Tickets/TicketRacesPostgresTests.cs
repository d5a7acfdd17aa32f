using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "Server")]
public sealed class TicketRacesPostgresTests(StoresPostgresFixture fixture) : TicketRacesTests(fixture), IClassFixture<StoresPostgresFixture>;
