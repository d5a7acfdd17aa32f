using Microsoft.EntityFrameworkCore;

namespace Delivery.Messaging.Tests.Support;

public sealed class TestPostgresDbContext<TModule>(DbContextOptions<TestPostgresDbContext<TModule>> options) : TestDbContext<TModule>(options)
    where TModule : ITestModule;
