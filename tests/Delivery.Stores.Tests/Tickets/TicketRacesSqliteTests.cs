using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public sealed class TicketRacesSqliteTests(StoresSqliteFixture fixture)
    : TicketRacesTests(fixture), IClassFixture<StoresSqliteFixture>;
