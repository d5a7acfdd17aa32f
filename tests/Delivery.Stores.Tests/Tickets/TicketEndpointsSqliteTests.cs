using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public sealed class TicketEndpointsSqliteTests(StoresSqliteFixture fixture)
    : TicketEndpointsTests(fixture), IClassFixture<StoresSqliteFixture>;
