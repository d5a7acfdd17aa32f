using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "postgres")]
public sealed class TicketRacesPostgresTests(StoresPostgresFixture fixture) : TicketRacesTests(fixture), IClassFixture<StoresPostgresFixture>;
