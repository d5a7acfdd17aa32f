using Xunit;

namespace Delivery.Status.Tests.Streams;

public sealed class ChangeStreamSqliteTests(StatusSqliteFixture fixture) : ChangeStreamTests(fixture), IClassFixture<StatusSqliteFixture>;
