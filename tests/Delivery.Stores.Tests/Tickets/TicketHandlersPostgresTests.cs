using Xunit;

namespace Delivery.Stores.Tests.Tickets;

[Trait("Needs", "postgres")]
public sealed class TicketHandlersPostgresTests(StoresPostgresFixture fixture) : TicketHandlersTests(fixture), IClassFixture<StoresPostgresFixture>;
