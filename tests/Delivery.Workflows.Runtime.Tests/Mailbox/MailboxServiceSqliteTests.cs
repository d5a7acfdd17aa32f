using Delivery.Testing.Servers;

namespace Delivery.Workflows.Runtime.Tests.Mailbox;

public sealed class MailboxServiceSqliteTests() : MailboxServiceTests(TestDatabase.Sqlite);
