using Xunit;

namespace Delivery.Status.Tests.Projection;

public sealed class ProjectorSqliteTests(StatusSqliteFixture fixture) : ProjectorTests(fixture), IClassFixture<StatusSqliteFixture>;
