using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

internal sealed class StoredHttpRequestConfiguration : IEntityTypeConfiguration<StoredHttpRequest>
{
    public void Configure(EntityTypeBuilder<StoredHttpRequest> builder)
    {
        builder.ToTable("http_requests");
        builder.HasKey(request => request.Id);
        builder.Property(request => request.Id).HasMaxLength(64);
        builder.Property(request => request.InstanceId).HasMaxLength(100);
        builder.Property(request => request.Fingerprint).HasMaxLength(64);
        builder.HasIndex(request => request.ExpiresAt);
    }
}
