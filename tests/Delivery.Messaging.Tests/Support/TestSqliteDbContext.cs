using Microsoft.EntityFrameworkCore;

namespace Delivery.Messaging.Tests.Support;

public sealed class TestSqliteDbContext<TModule>(DbContextOptions<TestSqliteDbContext<TModule>> options) : TestDbContext<TModule>(options)
    where TModule : ITestModule;
