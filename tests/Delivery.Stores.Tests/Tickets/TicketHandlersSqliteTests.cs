using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public sealed class TicketHandlersSqliteTests(StoresSqliteFixture fixture)
    : TicketHandlersTests(fixture), IClassFixture<StoresSqliteFixture>;
