using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Messaging.Tests.Support;

public abstract class TestDbContext<TModule>(DbContextOptions options) : ModuleDbContext(options)
    where TModule : ITestModule
{
    protected override string Module => TModule.Name;

    public DbSet<Entry> Entries => Set<Entry>();

    protected override void ConfigureModel(ModelBuilder modelBuilder) => modelBuilder.Entity<Entry>().ToTable("entries");
}
