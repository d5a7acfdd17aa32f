using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "Server")]
public sealed class TicketHandlersPostgresTests(StoresPostgresFixture fixture)
    : TicketHandlersTests(fixture), IClassFixture<StoresPostgresFixture>;
