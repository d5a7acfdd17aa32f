using Microsoft.EntityFrameworkCore;

namespace Delivery.Payments.Persistence;

internal sealed class PaymentsSqliteDbContext(DbContextOptions<PaymentsSqliteDbContext> options) : PaymentsDbContext(options);
