using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Mailbox;

[Trait("Needs", "Server")]
public sealed class MailboxServicePostgresTests() : MailboxServiceTests(TestDatabase.Postgres);
