using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Delivery.Payments.Persistence;

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments");
        builder.HasKey(payment => payment.OrderId);
        builder.Property(payment => payment.OrderId).HasMaxLength(64);
        builder.Property(payment => payment.CustomerId).HasMaxLength(200);
        builder.Property(payment => payment.Currency).HasMaxLength(3);
        builder.Property(payment => payment.Token)
            .HasConversion(token => token!.Value, value => new PaymentToken(value)).HasMaxLength(PaymentToken.MaxLength);
        builder.Property(payment => payment.NextToken)
            .HasConversion(token => token!.Value, value => new PaymentToken(value)).HasMaxLength(PaymentToken.MaxLength);
        builder.Property(payment => payment.AuthorizationId).HasMaxLength(200);
        builder.Property(payment => payment.CaptureId).HasMaxLength(200);
        builder.Property(payment => payment.AuthorizeRequestId).HasMaxLength(300);
        builder.Property(payment => payment.CaptureRequestId).HasMaxLength(300);
        builder.Property(payment => payment.RevokeRequestId).HasMaxLength(300);
        builder.Property(payment => payment.DeclineReason).HasMaxLength(200);
        builder.Property(payment => payment.Revision).IsConcurrencyToken();
        builder.Ignore(payment => payment.Events);
        builder.Ignore(payment => payment.Postings);
        builder.HasOne(payment => payment.Operation).WithOne().HasForeignKey<PaymentOperation>(operation => operation.OrderId).IsRequired();
    }
}
