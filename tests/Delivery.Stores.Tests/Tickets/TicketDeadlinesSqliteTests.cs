using Xunit;

namespace Delivery.Stores.Tests.Tickets;

public sealed class TicketDeadlinesSqliteTests(StoresSqliteFixture fixture)
    : TicketDeadlinesTests(fixture), IClassFixture<StoresSqliteFixture>;
